import * as v from 'valibot';
import type { SessionLinkView } from '../../../common/client/session-link.ts';
import { sessionStates } from '../../../common/contract/session.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';

/** What the panel that has the turn tells the profile's other panels. */
const News = v.object({
  link: v.picklist(['connecting', 'open', 'down']),
  session: v.nullable(
    v.object({
      state: v.picklist(sessionStates),
      name: v.string(),
      started: v.nullable(v.number()),
    }),
  ),
  clockOffsetMs: v.number(),
});
export type News = v.InferOutput<typeof News>;

const Message = v.variant('type', [
  v.object({ type: v.literal('news'), news: News }),
  v.object({ type: v.literal('ask') }),
  v.object({ type: v.literal('input') }),
]);

/** What is told of a session that this panel follows; its view is null before it has been read. */
export function newsOf(
  link: News['link'],
  view: Pick<SessionLinkView<TechnicianSession>, 'session' | 'clockOffsetMs'> | undefined,
): News {
  const { session = null, clockOffsetMs = 0 } = view ?? {};
  return {
    link,
    clockOffsetMs,
    session: session && {
      state: session.state,
      name: session.details.name,
      started: session.times.started,
    },
  };
}

/** The name of the channel between this profile's documents. */
export const NEWS_CHANNEL = 'lens-panel';

/** Tells the panel that has the turn that something was done in another document. */
export function tellInput(channel: Pick<BroadcastChannel, 'postMessage'>): void {
  channel.postMessage({ type: 'input' });
}

export interface NewsOptions {
  channel: BroadcastChannel;
  /** What to tell; null while this panel does not have the turn. */
  tell(): News | null;
  hear(news: News): void;
  /** Something was done in another document. */
  hearInput(): void;
}

/** Shares news between the panels of one browser profile; `tell` again at each change. */
export function shareNews({ channel, tell, hear, hearInput }: NewsOptions) {
  function say(): void {
    const news = tell();
    if (news) channel.postMessage({ type: 'news', news });
  }
  channel.onmessage = ({ data }) => {
    const message = v.safeParse(Message, data);
    if (!message.success) return;
    if (message.output.type === 'ask') say();
    else if (message.output.type === 'input') hearInput();
    else hear(message.output.news);
  };
  return {
    say,
    ask: () => channel.postMessage({ type: 'ask' }),
    input: () => tellInput(channel),
    close: () => channel.close(),
  };
}
