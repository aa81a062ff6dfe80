-- CreateEnum
CREATE TYPE "PublicationKind" AS ENUM ('PUBLISHED', 'TAKEN_DOWN');

-- CreateTable
CREATE TABLE "Publication" (
    "seq" BIGSERIAL NOT NULL,
    "kind" "PublicationKind" NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "replacedVersionId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "PublicationSubscriber" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseOwner" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "PublicationSubscriber_pkey" PRIMARY KEY ("name")
);

-- What is live already comes first in the log, in the order it was published.
INSERT INTO "Publication" ("kind", "workspaceId", "workflowId", "versionId", "createdAt")
SELECT 'PUBLISHED', w."workspaceId", w."id", v."id", v."publishedAt"
FROM "Workflow" w JOIN "Version" v ON v."id" = w."publishedVersionId"
WHERE w."deletedAt" IS NULL
ORDER BY v."publishedAt", v."id";
