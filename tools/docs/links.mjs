// Where the pages of a site, or the Markdown files of a repository, lead to nothing.
import { dirname, join, normalize } from 'node:path/posix';
import GithubSlugger from 'github-slugger';
import { Parser } from 'htmlparser2';
import markdownIt from 'markdown-it';

/**
 * What can be linked to in a page, and where its own links lead.
 *
 * @typedef {{ readonly anchors: ReadonlySet<string>, readonly links: readonly string[] }} Page
 */

/** @param {string} html @returns {Page} */
export function readHtml(html) {
  const anchors = new Set();
  const links = [];
  const parser = new Parser({
    onopentag(tag, { id, name, href, src }) {
      for (const anchor of [id, tag === 'a' ? name : undefined]) if (anchor) anchors.add(anchor);
      for (const link of [href, src]) if (link !== undefined) links.push(link);
    },
  });
  parser.end(html);
  return { anchors, links };
}

/** @param {string} text @returns {Page} as the repository shows it, with an anchor at every heading */
export function readMarkdown(text) {
  const slugs = new GithubSlugger();
  const markdown = markdownIt({ html: true });
  markdown.core.ruler.push('anchors', ({ tokens }) => {
    for (const [i, { type }] of tokens.entries()) {
      if (type !== 'heading_open') continue;
      const title = (tokens[i + 1].children ?? []).map(({ content }) => content).join('');
      tokens[i].attrSet('id', slugs.slug(title));
    }
  });
  return readHtml(markdown.render(text));
}

/**
 * Links within a set of pages that lead to nothing. Links to other hosts are not followed.
 *
 * @param {ReadonlyMap<string, Page>} pages - by path, from a common root
 * @param {(path: string) => string | undefined} find - the path of what is shown at a path, which need not be a page
 * @returns {string[]} one line for each
 */
export function deadLinks(pages, find) {
  return [...pages].flatMap(([page, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(link)) return [];
      const [path, anchor] = decodeURI(link).split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      const found = find(target);
      if (found === undefined) return `${page}: ${link} leads to ${target}, which does not exist`;
      const anchors = pages.get(found)?.anchors;
      if (anchor && anchors && !anchors.has(anchor)) return `${page}: ${link} leads to no anchor of ${found}`;
      return [];
    }),
  );
}

/**
 * Links to files of a repository, at its address, that the repository does not have.
 *
 * @param {ReadonlyMap<string, Page>} pages - by path
 * @param {string} address - of the repository's files
 * @param {(path: string) => boolean} exists - whether the repository has a file or folder
 * @returns {string[]} one line for each
 */
export function deadSources(pages, address, exists) {
  return [...pages].flatMap(([page, { links }]) =>
    [...new Set(links)]
      .filter((link) => link.startsWith(address) && !exists(decodeURI(link.slice(address.length)).split('#')[0]))
      .map((link) => `${page}: ${link} leads to no file of the repository`),
  );
}
