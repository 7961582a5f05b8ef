#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.hpp"
#include "base/string_hash.hpp"

namespace burner::limits {

base::Error too_many_streams();

/// The count of streams that each API key has open, its sessions' included, over all workers. Any thread.
class StreamSlots {
  public:
    explicit StreamSlots(std::size_t max_streams) : max_streams_(max_streams) {}

    /// An open stream, which counts while this lives; the slots outlive it.
    using Slot = std::shared_ptr<const void>;
    /// Takes a slot; null when the key has no slot left.
    Slot take(std::string_view key_id);

  private:
    void release(const std::string& key_id);

    const std::size_t max_streams_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t, base::StringHash, std::equal_to<>> open_;
};

}  // namespace burner::limits
