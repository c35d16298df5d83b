/**
 * Stands for a platform that is going to be killed. `memory FOLDER` starts all servers on a temporary folder;
 * `abandon FOLDER` starts MongoDB without the launcher that would end it too, as on macOS.
 * Prints one line of JSON when it is ready.
 */
import { join } from 'node:path'
import { describeSecantus, findSecantusdRs, mongodbUri } from '../../../local/servers/mongodb.ts'
import { pickPort } from '../../../local/servers/pick-port.ts'
import { ensurePythonEnvironment } from '../../../local/servers/python-environment.ts'
import { startServers } from '../../../local/servers/start-servers.ts'
import { superviseServer } from '../../../local/servers/supervise-server.ts'
import { makeTemporaryDirectory } from '../../../local/servers/temporary-directory.ts'

const { env } = process
const [mode, folder = ''] = process.argv.slice(2)
const say = () => undefined

if (mode === 'memory') {
  const temporary = await makeTemporaryDirectory()
  const servers = await startServers({
    dataDirectory: temporary.path,
    memory: true,
    aws: { environment: {} },
    env,
    say,
  })
  console.log(JSON.stringify({ folder: temporary.path, mongodbUri: servers.mongodb.uri }))
} else {
  const rust = await findSecantusdRs(env)
  const command = rust
    ? ([rust] as const)
    : ([(await ensurePythonEnvironment(env, say)).python, '-m', 'secantus'] as const)
  const port = await pickPort()
  const program = await describeSecantus({ command, directory: join(folder, 'mongodb'), port, testCommands: false })
  await superviseServer(program, { env, python: undefined, say })
  console.log(JSON.stringify({ folder, mongodbUri: mongodbUri(port) }))
}
