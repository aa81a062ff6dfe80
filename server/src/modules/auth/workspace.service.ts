import type { UserId, WorkspaceId } from '@muster/schema';
import type { AuthLog } from './auth-log';
import type { Membership, WorkspaceRepository } from './workspace.repository';

/** Fills a new workspace (with the examples). Called again at the next sign-in when it fails. */
export type OnWorkspaceCreated = (workspaceId: WorkspaceId, userId: UserId) => Promise<void>;

interface Deps {
  workspaces: WorkspaceRepository;
  onWorkspaceCreated: OnWorkspaceCreated;
  log: AuthLog;
}

/** Everybody has a workspace: made at sign-up, mended at any later request should that have failed half-way. */
export function createWorkspaceService({ workspaces, onWorkspaceCreated, log }: Deps) {
  const filling = new Map<WorkspaceId, Promise<void>>();

  /** A second try at once: what a busy moment refused, a person should not have to sign in again for. */
  async function fill(workspaceId: WorkspaceId, userId: UserId, tries = 2): Promise<void> {
    try {
      await onWorkspaceCreated(workspaceId, userId);
      await workspaces.markExamples(workspaceId);
    } catch (error) {
      const next = tries > 1 ? 'it is tried again now' : 'it is tried again at the next sign-in';
      log.error({ err: error, workspaceId }, `a new workspace could not be filled; ${next}`);
      if (tries > 1) await fill(workspaceId, userId, tries - 1);
    }
  }

  async function ensure(userId: UserId): Promise<Membership> {
    const first = await workspaces.firstMembership(userId);
    if (first) return first;
    const name = `${await workspaces.nameOf(userId)}’s workspace`;
    const slug = `own-${userId.toLowerCase()}`;
    // The slug makes two requests at once agree. Who was taken out of the workspace they began with gets a second one.
    const made = await workspaces.createOwn(userId, name, slug);
    if (!made && !(await workspaces.firstMembership(userId)))
      await workspaces.createOwn(userId, name, `${slug}-${Date.now().toString(36)}`);
    const membership = await workspaces.firstMembership(userId);
    if (!membership) throw new Error('a person has no workspace, and one of their own could not be made');
    return membership;
  }

  /** Asks again first: another sign-in may have filled it since the list was read. */
  async function fillIfWaiting(workspaceId: WorkspaceId, userId: UserId): Promise<void> {
    const waiting = await workspaces.withoutExamples(userId);
    if (waiting.includes(workspaceId)) await fill(workspaceId, userId);
  }

  /** Fills what is not filled yet; never throws. Two sign-ins at once fill a workspace once. */
  async function fillWaiting(userId: UserId): Promise<void> {
    try {
      for (const workspaceId of await workspaces.withoutExamples(userId)) {
        const running = filling.get(workspaceId) ?? fillIfWaiting(workspaceId, userId);
        filling.set(workspaceId, running);
        await running.finally(() => filling.delete(workspaceId));
      }
    } catch (error) {
      log.error({ err: error }, 'the workspaces to fill could not be read');
    }
  }

  return {
    /** After sign-up and sign-in: the workspace is there and filled. Never fails the sign-in. */
    async provision(userId: UserId): Promise<void> {
      try {
        await ensure(userId);
      } catch (error) {
        log.error({ err: error }, 'a workspace could not be made; it is tried again at the next request');
      }
      await fillWaiting(userId);
    },

    /**
     * The workspace a session works in: the one chosen, else the person's first. Null when the chosen one is no longer
     * theirs: never another one in silence.
     */
    async ofSession(userId: UserId, chosen: string | null): Promise<Membership | null> {
      return chosen ? workspaces.membership(userId, chosen) : ensure(userId);
    },

    membership: (userId: UserId, workspaceId: string): Promise<Membership | null> =>
      workspaces.membership(userId, workspaceId),
  };
}
export type WorkspaceService = ReturnType<typeof createWorkspaceService>;
