'use client';
import { Copy, Download } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../ui/button';
import { useCopy } from '../ui/use-copy';

const mostShown = 100_000;

/** JSON as it is stored, to look at, copy and download: for what cannot be drawn. */
export function StoredJson({ value, label, fileName }: { value: unknown; label: string; fileName: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'null', [value]);
  const { copied, copy } = useCopy();
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button icon={<Download className="size-3.5" />} onClick={download}>
          Download JSON
        </Button>
        <Button icon={<Copy className="size-3.5" />} onClick={() => void copy(text)}>
          {copied ? 'Copied' : 'Copy JSON'}
        </Button>
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="scroll-quiet machine max-h-[40dvh] overflow-auto rounded-node border border-line bg-surface p-3 text-left"
      >
        {text.length > mostShown ? `${text.slice(0, mostShown)}\n… ${text.length - mostShown} more characters` : text}
      </pre>
    </section>
  );
}
