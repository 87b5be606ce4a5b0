import { expect, it } from 'vitest';
import type { Notice } from '../../store/view-types';
import { noticeTime } from './notice-time';

const deleted = (run: string) => ({ code: 'run-deleted', params: { run } }) as const;
const notice: Notice = { id: 1, says: deleted('a'), action: null, kind: 'news', at: 0 };

it('[PAGE11] leaves a notice for as long as it takes to read, and longer where something failed', () => {
  const short = noticeTime(notice) ?? 0;
  expect(short).toBeGreaterThanOrEqual(8_000);
  const long = noticeTime({ ...notice, says: deleted('A long sentence. '.repeat(10)) }) ?? 0;
  expect(long).toBeGreaterThan(short);
  expect(noticeTime({ ...notice, says: deleted('W'.repeat(5000)) })).toBe(20_000);
  expect(noticeTime({ ...notice, kind: 'trouble' })).toBeGreaterThan(long);
  expect(noticeTime({ ...notice, action: 'undo' })).toBeNull();
});
