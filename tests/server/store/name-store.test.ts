import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameStore } from '../../../server/store/open.ts';

describe('the name of the store, as a start says it', () => {
  const dataDir = './data';

  it('says in which folder the files are', () => {
    expect(nameStore({ mongodbUri: undefined, dataDir })).toBe(`files in ${resolve('data')}`);
  });

  it.each([
    ['mongodb://127.0.0.1:27017', 'MongoDB at 127.0.0.1:27017/lens'],
    ['mongodb://127.0.0.1:27017/?replicaSet=a', 'MongoDB at 127.0.0.1:27017/lens'],
    ['mongodb://anna:s3cret@one:27017,two:27018/help?w=1', 'MongoDB at one:27017,two:27018/help'],
    ['mongodb+srv://anna:s3@cret@cluster.example.com/help', 'MongoDB at cluster.example.com/help'],
  ])('says where the database of %s is, and no password', (mongodbUri, name) => {
    expect(nameStore({ mongodbUri, dataDir })).toBe(name);
  });
});
