/** What the e-mail says that brings a technician the link to set a password. */
export const en = {
  subject: '{company}: set your Lens password',
  hello: 'Hello {name},',
  offer: 'This is how you set the password of your Lens account at {company}, {email}.',
  open: 'Open this link within 24 hours:',
  button: 'Set the password',
  address: 'Then sign in in the Lens extension of Chrome or Edge. Its server address is {address}',
  once: 'The link works once. A newer one takes its place.',
  unexpected:
    'You did not expect this message? Then leave the link alone, and tell your administrator.',
};
