/** An RPM repository the composer resolves from, as this project registers it. */
export type Source = { id: string; name: string; url: string; checkSignatures: boolean };
