export interface User {
  id: string;
  email: string;
  name: string;
  operator: boolean;
}

export interface ProjectName {
  id: string;
  name: string;
  role: string;
}

export interface Session {
  user: User;
  projects: ProjectName[];
  session: { createdAt: string; authenticatedAt: string; idleAt: string; expiresAt: string };
}

export interface List<Item> {
  items: Item[];
  next: string | null;
}

export interface Key {
  id: string;
  name: string;
  kind: 'secret' | 'publishable';
  mode: 'live' | 'test';
  last4: string;
  state: 'active' | 'ending' | 'ended' | 'revoked';
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
}

export interface NewKey extends Key {
  key: string;
  oldExpiresAt?: string;
}

export interface WalletSession {
  sessionId: string;
  wallet: string;
  keyId: string;
  issuedAt: string;
  expiresAt: string | null;
  state: 'live' | 'revoked';
}

export interface Inspected {
  active: boolean;
  reason?: string;
  session?: WalletSession & { scopes: string[]; mode: string; bound: boolean };
}

export interface AuditEvent {
  time: string;
  action: string;
  actor: string;
  project: string;
  subject: string;
  from: string;
  requestId: string;
  detail: string;
  count: number;
}

export interface Verified {
  ok: boolean;
  events: number;
  head: string;
  problems: string[];
}

export interface FullUser extends User {
  createdAt: string;
  disabledAt: string | null;
  hasPassword: boolean;
  members: { project: string; role: string }[];
}

export interface NewLink {
  link: string;
  expiresAt: string;
}

export interface OwnSession {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  from: string;
  agent: string;
  current: boolean;
}

export interface Submission {
  signature: string;
  wallet: string;
  status: string;
  recordedAt: string;
  includes: { type: string; address: string; action: string }[];
  netRebate: number;
  grossRebate: number;
  donationAmount: number;
}

export interface Usage {
  tier: string;
  perMinute: number | null;
  perMonth: number | null;
  resetsAt: string;
  byKey: { keyId: string; name: string; used: number }[];
}

export interface Stats {
  wallets: number;
  transactions: number;
  burned: number;
  accountsClosed: number;
  reclaimed: number;
  donated: number;
}

export interface Webhook {
  id: string;
  url: string;
  createdAt: string;
  disabledAt: string | null;
}

export interface NewWebhook extends Webhook {
  secret: string;
}

export interface Attempt {
  at: string;
  status: number | null;
  tookMs: number;
  error: string | null;
}

export interface Delivery {
  seq: number;
  messageId: string;
  type: string;
  status: string;
  attempts: number;
  createdAt: string;
  nextAttemptAt: string | null;
  lastAttempt: Attempt | null;
}

export interface Health {
  version: string;
  startedAt: string;
  ready: boolean;
  problems: string[];
  connections: number;
  audit: { written: number; lost: number };
}

export interface Node {
  id: string;
  name: string;
  version: string;
  lease: string;
  fenced: boolean;
  behind: number;
  duties: number;
  startedAt: string;
}

export interface Setting {
  key: string;
  value: string;
  source: string;
  help: string;
}

export interface SigningKey {
  kid: string;
  algorithm: string;
  state: 'next' | 'current' | 'previous' | 'retired';
  createdAt: string;
  endsAt: string | null;
}

export interface Project {
  id: string;
  name: string;
  tier: string;
  donationWallet: string | null;
  allowedOrigins: string[];
  requireProof: boolean;
}
