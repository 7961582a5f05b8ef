#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nodes/change.hpp"

namespace burner::nodes {

/// The places in the feed that a node's memory has been at. Of the last few hundred changes all are there, of those
/// before some. It tells how far an engine that went back has the same history. The feed thread.
class FeedHistory {
  public:
    static constexpr std::size_t max_places = 1'024;

    /// Adds a place behind all others.
    void add(const FeedPosition& place);
    void clear() { places_.clear(); }
    bool contains(const FeedPosition& place) const;
    /// Returns the places, the first one first.
    std::span<const FeedPosition> places() const { return places_; }

  private:
    std::vector<FeedPosition> places_;
};

}  // namespace burner::nodes
