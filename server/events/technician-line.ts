import type { ServerMessage } from '../../common/contract/events.ts';
import type { Line } from './line.ts';

/** What a technician's panel is told: who one is and what one may, the settings, one's open session. */
export type TechnicianNews = Extract<ServerMessage, { type: 'technician' }>;

/** One line of a technician, which is told what is new to it. */
export interface TechnicianLine {
  line: Line;
  /** Reads what there is to know, and says it if it is new. */
  look(): Promise<void>;
  /** Whether this is news to the line. */
  isNews(news: TechnicianNews): boolean;
}

/** A line over what `read` finds to be known now; null says nothing. */
export function technicianLine(
  line: Line,
  read: () => Promise<TechnicianNews | null>,
  failed: (error: unknown) => void,
): TechnicianLine {
  let said = '';
  let looking = false;
  let again = false;

  const isNews = (news: TechnicianNews) => JSON.stringify(news) !== said;

  async function lookOnce(): Promise<void> {
    const news = await read();
    if (news === null || !isNews(news)) return;
    said = JSON.stringify(news);
    line.send(news);
  }

  return {
    line,
    isNews,
    // One look at a time, and one more if something happened meanwhile: none overtakes another.
    async look() {
      again = true;
      if (looking) return;
      looking = true;
      try {
        while (again && !line.isOver()) {
          again = false;
          await lookOnce();
        }
      } catch (error) {
        failed(error);
      } finally {
        looking = false;
      }
    },
  };
}
