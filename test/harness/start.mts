/**
 * A window with the sample workspace and the extension as it was built: `npm start`. With `-- --desktop` in the user's
 * own VS Code. What is done there is kept between starts.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { NEWEST, PROJECT } from './install.mts';
import { TRUSTING } from './settings.mts';
import { VsCodeServer } from './vscode.mts';

const HOME = path.join(os.tmpdir(), 'tuning-fork-sample');
/** The browser keeps a window's state by origin, so the port is the same every time if it is free. */
const PORT = 18_330;

async function prepareWorkspace(): Promise<string> {
  const workspace = path.join(HOME, 'workspace');
  if (!existsSync(workspace)) {
    await mkdir(HOME, { recursive: true });
    await cp(path.join(PROJECT, 'media/sample'), workspace, { recursive: true });
  }
  return workspace;
}

/** `wanted` if nobody listens there, else any free port. */
async function freePort(wanted: number): Promise<number> {
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createSocketServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const { port: got } = server.address() as AddressInfo;
        server.close(() => resolve(got));
      });
    });
  return listen(wanted).catch(() => listen(0));
}

/** A short address that leads to a long one. */
async function shortAddress(target: string, port: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(302, { location: target }).end());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}/`;
}

function openDesktop(workspace: string): void {
  const args = [`--extensionDevelopmentPath=${PROJECT}`, '--disable-workspace-trust', '--new-window', workspace];
  const isWindows = process.platform === 'win32';
  const code = spawn('code', isWindows ? args.map((arg) => `"${arg}"`) : args, { stdio: 'inherit', shell: isWindows });
  code.once('error', () => {
    console.error('VS Code’s command “code” was not found. Install it, or run npm start without --desktop.');
    process.exitCode = 1;
  });
  code.once('exit', (exitCode) => {
    process.exitCode = exitCode ?? 1;
  });
}

const workspace = await prepareWorkspace();
if (process.argv.includes('--desktop')) {
  openDesktop(workspace);
} else {
  const port = await freePort(PORT);
  const server = await VsCodeServer.start({
    version: NEWEST,
    settings: TRUSTING,
    dataDir: path.join(HOME, 'vscode'),
    port,
  });
  const target = server.url({ folder: workspace, extensionDevelopmentPath: PROJECT });
  const address = await shortAddress(target, await freePort(PORT + 1));
  console.log(`\nThe sample workspace is ${workspace}. Ctrl+C ends everything.\nOpen in a browser:\n\n${address}`);
}
