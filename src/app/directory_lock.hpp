#pragma once

#include <filesystem>

#include "base/file.hpp"
#include "nodes/node.hpp"

namespace burner::app {

/// Keeps a data directory for one server. Two of them would each accept sessions that the other has revoked, count
/// limits apart and send every submission twice. The kernel gives the lock back when the process ends, however it ends.
/// Administration commands do not take it.
class DirectoryLock {
  public:
    /// Takes the lock. Throws std::runtime_error, with a sentence that names the directory and the other process, where
    /// another server holds it.
    explicit DirectoryLock(const std::filesystem::path& directory);
    /// Returns what tells this lock from every other one, on this machine and on others.
    nodes::LockIdentity identity() const;

  private:
    base::File file_;
};

}  // namespace burner::app
