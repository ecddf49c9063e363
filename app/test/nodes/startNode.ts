import { once } from 'node:events';
import { type Answer, askOver, type Question } from '../attacks/ask.ts';
import { started } from '../attacks/stage.ts';
import { freePort } from '../pages/instance.ts';

/** One of several `abord start` on the same databases. */
export interface Node {
  readonly url: string;
  /** Sends one request, exactly as it is written. */
  ask(question: Question): Promise<Answer>;
  /** Ends it at once, as a machine ends that loses its power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNode(databaseUrl: string, rosterUrl: string): Promise<Node> {
  const port = await freePort();
  const args = ['--port', String(port), '--database-url', databaseUrl, '--roster-url', rosterUrl];
  const child = await started(['start', ...args], () => {});
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill(signal);
    await ended;
  };
  return {
    url: `http://localhost:${port}`,
    ask: (question) => askOver(port, question),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
