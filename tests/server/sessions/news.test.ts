import { describe, expect, it, vi } from 'vitest';
import { createNews } from '../../../server/sessions/news.ts';
import { sessionDocument } from '../../support/documents.ts';

describe('the news of sessions', () => {
  it('reaches everybody, though one who hears it fails', () => {
    const failed = vi.fn();
    const heard = vi.fn();
    const news = createNews(failed);
    const failure = new Error('not my day');
    news.onChange(() => {
      throw failure;
    });
    const forget = news.onChange(heard);
    const session = sessionDocument();
    news.publish(session);
    expect(heard).toHaveBeenCalledExactlyOnceWith(session);
    expect(failed).toHaveBeenCalledExactlyOnceWith(failure);
    forget();
    news.publish(session);
    expect(heard).toHaveBeenCalledOnce();
  });

  it('is asked for as long as one of those who watch a session is there', () => {
    const news = createNews(() => undefined);
    const [first, second] = [news.watch('a'), news.watch('a')];
    first();
    first();
    expect(news.watched()).toEqual(['a']);
    second();
    expect(news.watched()).toEqual([]);
  });
});
