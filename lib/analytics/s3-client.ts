/** The client for the exports. By path, so that one client works with AWS and with an emulator. */
import { S3Client } from '@aws-sdk/client-s3'

export const s3Client = () => new S3Client({ forcePathStyle: true })
