import { technicianEventsPath } from '../../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { fails, works, type Outcome } from '../outcome.ts';

/** How long the socket may take to open and to be answered on, in ms. */
const WITHIN_MS = 10_000;
/** A token of the right form that nobody has: that it is refused is the answer. */
const nobodys = `t_${'0'.repeat(43)}`;

/** Whether a WebSocket to the server opens and is answered on. */
export function checkSocket(origin: string, Socket = WebSocket): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = new Socket(`${origin.replace(/^http/, 'ws')}${technicianEventsPath}`);
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      resolve(outcome);
      socket.close();
    };
    const timer = setTimeout(() => end(fails('unreachable')), WITHIN_MS);
    socket.onopen = () =>
      socket.send(JSON.stringify({ type: 'hello', contract: CONTRACT_VERSION, token: nobodys }));
    socket.onmessage = ({ data }) =>
      end(String(data).includes('"refused"') ? works : fails('unreachable'));
    socket.onerror = () => end(fails('unreachable'));
    socket.onclose = () => end(fails('unreachable'));
  });
}
