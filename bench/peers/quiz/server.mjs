/** The peer in a process of its own; it tells its port to the process that started it, and its processor time when asked. */
import { createApp } from './app.mjs'

const app = await createApp(process.env)
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => process.send(process.cpuUsage()))
process.once('disconnect', () => process.exit())
