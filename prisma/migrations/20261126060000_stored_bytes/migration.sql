-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "storedBytes" BIGINT;

-- CreateTable
CREATE TABLE "WorkspaceUsage" (
    "workspaceId" TEXT NOT NULL,
    "runBytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "WorkspaceUsage_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateIndex
CREATE INDEX "Run_workspaceId_status_idx" ON "Run"("workspaceId", "status");

-- CreateIndex
CREATE INDEX "Run_storedBytes_idx" ON "Run"("storedBytes");
