import type { Metadata } from 'next';
import { Home } from '../features/workflows/home';

export const metadata: Metadata = { title: 'Workflows' };

export default function HomePage() {
  return <Home />;
}
