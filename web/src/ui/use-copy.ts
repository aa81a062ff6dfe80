'use client';
import { useEffect, useState } from 'react';
import { toast } from './toast';

/** The clipboard needs HTTPS or localhost; elsewhere the old way still works. */
async function write(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

/** Copies text, and says so for two seconds. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return {
    copied,
    copy: async (text) => {
      if (await write(text)) return setCopied(true);
      toast('The browser did not allow copying', { detail: 'Select the text and copy it yourself.', tone: 'failed' });
    },
  };
}
