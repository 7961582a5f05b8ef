#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace burner::nodes {

/// What keeps this node from being ready, in words for operators. Any thread.
class Hindrances {
  public:
    enum class Of : std::uint8_t { stopping, memory, clock };

    /// Says what hinders; empty: nothing any more. Returns whether the words differ from those before.
    bool set(Of what, std::string words);
    std::vector<std::string> all() const;

  private:
    mutable std::mutex mutex_;
    std::map<Of, std::string> words_;
};

}  // namespace burner::nodes
