#pragma once

namespace burner::app {

/// Keeps other processes of the same user from reading this process's memory: no core dump is written, no debugger can
/// attach, and /proc/PID/mem belongs to root. Processes that hold signing keys or a wallet's key call it, since a crash
/// would otherwise leave those in a file.
void keep_memory_private();

}  // namespace burner::app
