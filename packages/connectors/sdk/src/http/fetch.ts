/** The part of fetch that connectors use: the whole of it would tie hosts to one implementation. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;
