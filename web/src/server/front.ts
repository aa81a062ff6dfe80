import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { forwardRequest, forwardUpgrade, isForwarded, type Upstream } from './forward';

export interface FrontOptions {
  /** Answers with pages. */
  pages: (request: IncomingMessage, response: ServerResponse) => void;
  /** The API server, and whom to believe about where a request comes from. */
  upstream: Upstream;
  /** The address people open, when it is set. */
  publicUrl: string | undefined;
}

/** A year, as the API server says too. */
const strictTransport = 'max-age=31536000; includeSubDomains';

/** What answers on the address people open: pages from the web app, everything else from the API server. */
export function createFront({ pages, upstream, publicUrl }: FrontOptions) {
  const https = /^https:/i.test(publicUrl ?? '');
  const request: RequestListener = (incoming, outgoing) => {
    if (https) outgoing.setHeader('strict-transport-security', strictTransport);
    if (isForwarded(incoming.url)) forwardRequest(incoming, outgoing, upstream);
    else pages(incoming, outgoing);
  };
  return {
    request,
    /** False when the path is not the API server's. */
    upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): boolean {
      if (!isForwarded(incoming.url)) return false;
      forwardUpgrade(incoming, socket, head, upstream);
      return true;
    },
  };
}
