/**
 * One answer, in three serial round trips: read the live session (Redis), record the attempt (MongoDB: the commit
 * point), then, side by side, everything that follows from it. Whatever fails after the commit point is made good by
 * whoever meets the quiz next; whatever fails before it has changed nothing.
 */
import type { AnyBulkWriteOperation, ClientBulkWriteModel, ObjectId } from 'mongodb'
