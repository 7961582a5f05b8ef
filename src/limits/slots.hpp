#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/string_hash.hpp"

namespace burner::limits {

/// The count of what each owner holds at a time, over all workers: the open streams of an API key, or the signatures
/// that a session has looked up. Any thread.
class Slots {
  public:
    explicit Slots(std::size_t max_held) : max_held_(max_held) {}

    /// A place, which counts while this lives; the slots outlive it.
    using Slot = std::shared_ptr<const void>;
    /// Takes a slot; null when the owner has no slot left.
    Slot take(std::string_view owner);

  private:
    void release(const std::string& owner);

    const std::size_t max_held_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t, base::StringHash, std::equal_to<>> held_;
};

}  // namespace burner::limits
