/** What an invitation says to the customer. An SMS is kept to signs of GSM-7: each other one costs. */
export const en = {
  sms: '{company}: live video help\n{url}\nPIN code: {pin}',
  subject: '{company}: your video session',
  hello: 'Hello,',
  offer:
    '{technician} of {company} would like to look at the problem with you, through the camera of your phone.',
  open: 'Open this link on your phone:',
  button: 'Open the video session',
  pin: 'If you are asked for it, your PIN code is {pin}.',
  private: 'Nothing is seen or heard before you agree to it, and you can stop at any time.',
  once: 'The link works once. It ends with the session.',
  unexpected: 'You did not expect this message? Then you need not do anything.',
};
