// Preloaded into the server and the web app. If the start script is killed outright, nobody is left to stop them: they
// notice their channel to it closing and stop themselves, in order.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
