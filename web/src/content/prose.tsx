'use client';
import { memo } from 'react';
import Markdown, { type Components } from 'react-markdown';

/**
 * Words of agents are untrusted text. Markdown only: no raw HTML; pictures become links, so that none is fetched
 * without a click and no address carries data out; links open apart and say where they lead. Headings are only set like
 * headings: they are no part of the page's own outline.
 */
const components: Components = {
  img: ({ alt, src }) => (
    <ExternalLink href={typeof src === 'string' ? src : undefined}>{alt || 'picture'}</ExternalLink>
  ),
  a: ({ href, children }) => <ExternalLink href={href}>{children}</ExternalLink>,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
};

function Heading({ children }: { children?: React.ReactNode }) {
  return <p className="prose-heading">{children}</p>;
}

const isWeb = (href: string | undefined): href is string => href !== undefined && /^(https?:|mailto:)/i.test(href);

function ExternalLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (!isWeb(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer" title={href}>
      {children}
    </a>
  );
}

/** Markdown as readable text. */
export const Prose = memo(function Prose({ text }: { text: string }) {
  return (
    <div className="prose">
      <Markdown components={components} skipHtml>
        {text}
      </Markdown>
    </div>
  );
});
