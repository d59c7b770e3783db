import { hearInputs, seldom } from '../idle/inputs.ts';
import type { Outside } from '../outside.ts';
import { shareNews, type News } from './news.ts';
import { openTurn } from './turn.ts';

export interface WindowsOptions {
  outside: Pick<Outside, 'locks' | 'openChannel'>;
  /** What the other windows are told, while this one has the turn. */
  tell(): News;
  /** Another window, which has the turn, has told where the session stands. */
  onnews(news: News): void;
  /** Something was done in one of the windows, and this one has the turn. */
  oninput(): void;
  /** This window has the turn now. */
  ongained(): void;
  /** Lets go of what only the window that has the turn holds; also before it is held anew. */
  letGo(): void;
}

/** The profile's windows, of which this panel is one: who has the turn, and what they tell each other. */
export class Windows {
  hasTurn: boolean = $state(false);
  /** What another window tells, while that one has the turn. */
  news: News | null = $state.raw(null);
  #options: WindowsOptions;
  #turn: ReturnType<typeof openTurn>;
  #shared: ReturnType<typeof shareNews>;
  #stopHearing: () => void;
  #whenGained: (() => void)[] = [];

  constructor(options: WindowsOptions) {
    const { outside } = options;
    this.#options = options;
    this.#shared = shareNews({
      channel: outside.openChannel(),
      tell: () => (this.hasTurn ? options.tell() : null),
      hear: (news) => !this.hasTurn && this.#hear(news),
      hearInput: options.oninput,
    });
    const tellInput = seldom(() => this.#shared.input());
    this.#stopHearing = hearInputs(window, () => {
      if (this.hasTurn) options.oninput();
      else tellInput();
    });
    this.#turn = openTurn({
      locks: outside.locks,
      ongained: () => this.#gained(),
      onwaiting: () => this.#lost(),
    });
  }

  /** Tells the other windows, if this one has the turn. */
  say(): void {
    this.#shared.say();
  }

  /** Takes the turn from whichever window has it; resolves once this one does. */
  takeTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenGained.push(resolve);
      this.#turn.take();
    });
  }

  close(): void {
    this.#stopHearing();
    this.#turn.close();
    // From here on there is nothing to tell, and nobody to tell it to.
    this.hasTurn = false;
    this.#options.letGo();
    this.#shared.close();
  }

  #gained(): void {
    this.#options.letGo();
    this.hasTurn = true;
    this.news = null;
    this.#options.ongained();
    for (const gained of this.#whenGained.splice(0)) gained();
  }

  #lost(): void {
    this.#options.letGo();
    this.hasTurn = false;
    this.#shared.ask();
  }

  #hear(news: News): void {
    this.news = news;
    this.#options.onnews(news);
  }
}
