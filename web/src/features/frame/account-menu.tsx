'use client';
import { KeyRound, LogOut, UserRound, UsersRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { IconButton, Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator, toast } from '../../ui';
import { authClient } from '../auth/auth-client';
import type { Theme } from '../theme/theme';
import { useTheme } from '../theme/theme-provider';
import { useWorkspaces } from '../workspaces/use-workspaces';

const themeOptions: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Who is signed in and where, the settings, the theme, and the way out. */
export function AccountMenu() {
  const { data } = authClient.useSession();
  const { theme, setTheme } = useTheme();
  const { workspaces, current, switchTo } = useWorkspaces();
  const [leaving, setLeaving] = useState(false);

  const signOut = async () => {
    setLeaving(true);
    const answer = await authClient.signOut().catch(() => null);
    if (answer?.data) return window.location.assign('/sign-in');
    setLeaving(false);
    toast('You are still signed in', { detail: "Can't reach the server. Try again in a moment.", tone: 'failed' });
  };

  return (
    <Menu
      label="Account"
      trigger={
        <IconButton label="Account" bordered aria-busy={leaving}>
          <UserRound className="size-4" />
        </IconButton>
      }
    >
      <MenuLabel>
        <span className="block truncate text-base font-medium text-ink">{data?.user.name ?? 'Account'}</span>
        <span className="block truncate">{data?.user.email ?? ''}</span>
      </MenuLabel>
      <MenuSeparator />
      {current && workspaces.length > 1 && (
        <>
          <MenuChoice
            label="Workspace"
            value={current.id}
            onValueChange={(id) => void switchTo(id)}
            options={workspaces.map(({ id, name }) => ({ value: id, label: <span className="truncate">{name}</span> }))}
          />
          <MenuSeparator />
        </>
      )}
      <MenuItem asChild>
        <Link href="/settings/members">
          <UsersRound className="size-3.5 text-ink-2" />
          Members
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings/api-keys">
          <KeyRound className="size-3.5 text-ink-2" />
          API keys
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} onValueChange={setTheme} options={themeOptions} />
      <MenuSeparator />
      <MenuItem onSelect={signOut}>
        <LogOut className="size-3.5 text-ink-2" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
