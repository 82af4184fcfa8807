// node update-comment.mjs FILE: puts the Markdown of a file into the comment of a pull request that has the marker of
// MARKER, or into a new one. For steps of actions; reads GITHUB_API_URL, GITHUB_REPOSITORY, NUMBER, TOKEN, AUTHOR.
import { readFileSync } from 'node:fs';

const {
  GITHUB_API_URL: api = 'https://api.github.com',
  GITHUB_REPOSITORY: repository = '',
  NUMBER: number = '',
} = process.env;
const { TOKEN: token = '', MARKER: name = '', AUTHOR: author = 'github-actions[bot]' } = process.env;
const [file = ''] = process.argv.slice(2);
/** GitHub's limit for a comment, in characters. */
const longest = 65_536;
/** Of 100 comments each. */
const mostPages = 30;

if (!/^\d+$/.test(number)) {
  console.log('Not a pull request: no comment is written.');
  process.exit(0);
}
if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w. /-]{1,100}$/.test(name)) {
  console.error('::error title=Comment::GITHUB_REPOSITORY or MARKER is not valid');
  process.exit(2);
}

const marker = `<!-- bootwright ${name} -->\n`;
const text = shortened(`${marker}${readFileSync(file, 'utf8')}`);

/** Cut behind a paragraph. The job's summary may have sixteen times as much. */
function shortened(whole) {
  if (whole.length <= longest) return whole;
  const end = '\n\n*The rest is in the summary of the job, and in its artifact.*\n';
  const room = longest - end.length;
  return `${whole.slice(0, Math.max(marker.length, whole.lastIndexOf('\n\n', room)))}${end}`;
}

async function request(method, path, body) {
  const response = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${method} ${path}: status ${response.status}`);
  return response.json();
}

/** The comment of an earlier run: with the marker at its beginning, and by whom the token writes as. */
async function earlier() {
  for (let page = 1; page <= mostPages; page++) {
    const comments = await request('GET', `/issues/${number}/comments?per_page=100&page=${page}`);
    const found = comments.find(({ body, user }) => body?.startsWith(marker.trimEnd()) && user?.login === author);
    if (found !== undefined || comments.length < 100) return found;
  }
  return undefined;
}

try {
  const found = await earlier();
  if (found === undefined) await request('POST', `/issues/${number}/comments`, { body: text });
  else await request('PATCH', `/issues/comments/${Number(found.id)}`, { body: text });
  console.log(found === undefined ? 'A comment was written.' : 'The comment of an earlier run was updated.');
} catch (error) {
  // Pull requests from forks have a token that may not write: the summary of the job has the same.
  console.log(`::warning title=Comment::${String(error.message).replace(/[\r\n%]/g, ' ')}`);
}
