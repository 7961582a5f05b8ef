#pragma once

namespace burner::app {

/// Keeps what is in this process's memory from other processes of the same user: no core dump is written, no debugger
/// can attach, and /proc/PID/mem belongs to root. For processes that hold signing keys or a wallet's key, which a crash
/// would otherwise leave in a file.
void keep_memory_private();

}  // namespace burner::app
