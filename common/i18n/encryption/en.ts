/** What both screens say of the call's encryption; the words themselves stand in `ideas.en.ts`. */
export const en = {
  encryption: 'Encryption',
  pending: 'Encrypted',
  line: 'Encrypted. Words: {words}',
  words: 'The four words',
  compare:
    'Read them to each other: if they are the same on both screens, nobody is listening in. On a screen in another language they are the same things, translated.',
  not_there: 'The four words come as soon as both sides are connected.',
  differ: 'If they are not the same, stop here: somebody is in between.',
  close: 'Close',

  changed: 'The four words have changed',
  changed_why:
    'Another phone, browser or computer has come in, or somebody has got in between. Read the new words to each other before you go on.',
  go_on: 'Go on',

  problem_between:
    'Somebody is between the two of you, so nothing is sent. End the session, and start another one over another network.',
  problem_failed:
    'The encryption could not be verified, so nothing is sent. End the session, and start another one over another network.',
  problem_unanswered:
    'Encrypted, but the four words did not come: nobody can check whether somebody is listening in. Load this page again on both sides.',
  nothing_sent: 'Nothing is sent: the encryption could not be verified',
};
