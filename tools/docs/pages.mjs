// Which Markdown files are pages of the documentation, in which order, and where they lie in it. A plug-in of TypeDoc:
// nothing stands in the files themselves, which are read in the repository too.
import { globSync } from 'node:fs';
import { extname, relative, sep } from 'node:path';
import { Application, JSX, KindRouter } from 'typedoc';

/** Groups of the navigation. Of the files of a group those named in `first` come first, the others by name. */
const groups = [
  {
    title: 'Guides',
    files: 'docs/guides/*.md',
    first: [
      'first-network',
      'deep-networks',
      'data-sets',
      'cochlea',
      'own-neuron',
      'own-synapse',
      'own-rule',
      'own-rewiring',
      'own-backend',
      'plugin-packages',
      'from-other-simulators',
      'performance',
      'storage-formats',
      'citing',
    ],
  },
  { title: 'Concepts', files: '{ARCHITECTURE,docs/*}.md', first: ['ARCHITECTURE', 'step', 'determinism'] },
  { title: 'Examples', files: 'examples/*/README.md', first: [] },
  { title: 'Packages', first: ['core', 'models', 'training', 'datasets'] },
  { title: 'Decisions', files: 'docs/decisions/*.md', first: [] },
  { title: 'Project', files: '{docs/STATUS,CONTRIBUTING}.md', first: [] },
];
const notShown = new Set(['docs/PLAN.md']);
const drawn = new Set(['.svg', '.png']);

const name = (file) => (file.endsWith('/README.md') ? file.split('/').at(-2) : file.replace(/^.*\/|\.md$/g, ''));

/** The files of each group, in its order; a file belongs to the last group that names it. */
function filesByGroup() {
  const group = new Map();
  for (const { title, files = [] } of groups)
    for (const file of globSync(files)) group.set(file.replaceAll(sep, '/'), title);
  return groups.map(({ title, first }) =>
    [...group.keys()].filter((file) => group.get(file) === title && !notShown.has(file)).sort(by(first, name)),
  );
}

/** Compares by the place in a list; what is not in it comes after, by name. */
function by(first, nameOf) {
  const place = (item) => (first.includes(nameOf(item)) ? first.indexOf(nameOf(item)) : first.length);
  return (a, b) => place(a) - place(b) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

/** The first heading of a page, as plain text. */
function titleOf(content, file) {
  const [, title] = /^# (.+)$/m.exec(content.map(({ text }) => text).join('')) ?? [];
  if (title === undefined) throw new Error(`${file} has no title: begin it with a line "# …"`);
  return title.replaceAll('`', '');
}

/** A page keeps the path that it has in the repository, so that its address is easy to guess. */
class PagesRouter extends KindRouter {
  getIdealBaseName(reflection) {
    if (!reflection.isDocument()) return super.getIdealBaseName(reflection);
    return fileOf(reflection)
      .replace(/^docs\/|(\/README)?\.md$/g, '')
      .toLowerCase();
  }
}

const fileOf = (page) => inRepository(page.project.files.getReflectionPath(page));
const inRepository = (path) => relative('', path).replaceAll(sep, '/');

/** Every text with links in it: of pages, of packages and of doc comments. */
function* texts(project) {
  yield project.readme ?? [];
  for (const reflection of Object.values(project.reflections)) {
    yield reflection.content ?? [];
    yield reflection.readme ?? [];
    yield reflection.comment?.summary ?? [];
    for (const { content } of reflection.comment?.blockTags ?? []) yield content;
  }
}

/** What is neither a page nor a picture stays in the repository: links to it lead there. */
function linkToRepository(project, address) {
  for (const parts of texts(project))
    for (const [i, part] of parts.entries()) {
      if (part.kind !== 'relative-link' || part.target === undefined) continue;
      const path = project.files.resolve(part.target, project);
      if (typeof path !== 'string' || drawn.has(extname(path))) continue;
      const anchor = part.targetAnchor === undefined ? '' : `#${part.targetAnchor}`;
      parts[i] = { kind: 'text', text: address(inRepository(path)) + anchor };
    }
}

/** What a package inherits from elsewhere is defined in files that the repository does not have. */
function forgetForeignSources(project) {
  for (const reflection of Object.values(project.reflections))
    if (reflection.sources)
      reflection.sources = reflection.sources.filter(({ fileName }) => !/(^|\/)(node_modules|dist)\//.test(fileName));
}

/** A fence without a language is no TypeScript: it holds equations. */
function fencesAsTheyAre(markdown) {
  markdown.core.ruler.push('fences', ({ tokens }) => {
    for (const token of tokens) if (token.type === 'fence') token.info ||= 'text';
  });
}

/** Guides and concepts are unfolded in the navigation, until a reader folds them. */
function opened() {
  const html = "for (const group of ['Guides', 'Concepts']) localStorage[`tsd-accordion-${group}`] ??= 'true'";
  return JSX.createElement('script', null, JSX.createElement(JSX.Raw, { html }));
}

/** @param {Application} app */
export function load(app) {
  const all = filesByGroup();
  const packages = groups.find(({ title }) => title === 'Packages');
  app.renderer.defineRouter('pages', PagesRouter);
  app.renderer.hooks.on('head.end', opened);
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue('projectDocuments', all.flat());
    app.options.setValue('router', 'pages');
    app.options.setValue('markdownItLoader', fencesAsTheyAre);
    app.options.setValue(
      'groupOrder',
      groups.map(({ title }) => (title === 'Packages' ? 'Modules' : title)),
    );
  });
  app.on(Application.EVENT_PROJECT_REVIVE, (project) => {
    const titles = new Map(all.flatMap((files, i) => files.map((file) => [file, groups[i].title])));
    for (const page of project.documents ?? []) {
      page.frontmatter.group = titles.get(fileOf(page));
      page.name = titleOf(page.content, fileOf(page));
    }
    const inOrder = by(packages.first, (module) => module.name.replace('@growcone/', ''));
    for (const modules of [project.children, project.childrenIncludingDocuments])
      modules?.sort((a, b) => (a.isDeclaration() && b.isDeclaration() ? inOrder(a, b) : 0));
    const [start] = app.options.getValue('sourceLinkTemplate').split('{path}');
    const repository = start.replace('{gitRevision}', app.options.getValue('gitRevision'));
    linkToRepository(project, (path) => repository + path);
    forgetForeignSources(project);
  });
  const afterGrouping = -200;
  app.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      for (const group of project.groups ?? []) if (group.title === 'Modules') group.title = 'Packages';
    },
    afterGrouping,
  );
}
