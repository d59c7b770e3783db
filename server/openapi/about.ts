/** What a person should know before the first call (CommonMark). */
export const about = `The API of this Lens server: what the panel, the customer's page and scripts call.

**Who calls** stands in \`Authorization: Bearer …\`: a technician's token \`t_…\` from signing in, a customer's \`c_…\` from joining, or an API token \`a_…\` for a script. An administrator makes API tokens, with a name, scopes and an end; accounts of one's own, API tokens themselves, and all that gives or touches an administrator's account need a person; the latter two need one who has signed in within 15 minutes (\`sign_in_again\`).

**Errors** are JSON with a \`code\` to act on and a \`message\` for a person, in English or French by \`Accept-Language\`. \`requestId\`, also in \`X-Request-Id\`, is in the server's log of whatever failed there, and of every request at \`LENS_LOG_LEVEL=debug\`.

**Changes** of what others change too take the revision they were decided on, in \`If-Match\` or as \`revision\` in the body: \`revision_needed\` without it, \`changed_meanwhile\` if it is another one by now.

**Repeating** a request that makes something is safe with an \`Idempotency-Key\`: for 24 h it makes nothing new.

**Lists** come in pages: \`next\` of one page is the \`cursor\` of the page after it, null on the last.

**Times** are milliseconds since 1970-01-01 UTC.
`;
