/** Every screen of the office: each capability adds its routes here, and where it stands in `navigation.ts`. */
import { createRouter } from '@tanstack/react-router';
import { assetRoutes } from './assets/routes.ts';
import { bookRoutes } from './books/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { dividendRoutes } from './dividends/routes.ts';
import { helpRoutes } from './help/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { meetingRoutes } from './meetings/routes.ts';
import { memberRoutes } from './members/routes.ts';
import { openingRoutes } from './opening/routes.ts';
import { paperRoutes } from './papers/routes.ts';
import { payoutRoutes } from './payouts/routes.ts';
import { pensionRoutes } from './pensions/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { planRoutes } from './plans/routes.ts';
import { Broken, root } from './root.tsx';
import { settingRoutes } from './settings/routes.ts';
import { taxRoutes } from './taxes/routes.ts';
import { trailRoutes } from './trail/routes.ts';
import { schemeRoutes } from './schemes/routes.ts';
import { shareRoutes } from './shares/routes.ts';

const tree = root.addChildren([
  ...deskRoutes,
  ...openingRoutes,
  ...memberRoutes,
  ...importRoutes,
  ...shareRoutes,
  ...meetingRoutes,
  ...dividendRoutes,
  ...payoutRoutes,
  ...planRoutes,
  ...schemeRoutes,
  ...pensionRoutes,
  ...bookRoutes,
  ...taxRoutes,
  ...assetRoutes,
  ...paperRoutes,
  ...peopleRoutes,
  ...settingRoutes,
  ...trailRoutes,
  ...helpRoutes,
]);

export const router = createRouter({
  routeTree: tree,
  basepath: '/office',
  context: { session: null },
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router;
  }
}
