#include "nodes/feed_history.hpp"

#include <algorithm>

namespace burner::nodes {

void FeedHistory::add(const FeedPosition& place) {
    if (!places_.empty() && place.number <= places_.back().number) return;
    if (places_.size() == max_places) {  // of the older half every other one goes
        std::size_t index = 0;
        std::erase_if(places_, [&](const FeedPosition&) { return index++ < max_places / 2 && index % 2 == 0; });
    }
    places_.push_back(place);
}

bool FeedHistory::contains(const FeedPosition& place) const {
    const auto found = std::ranges::lower_bound(places_, place.number, {}, &FeedPosition::number);
    return found != places_.end() && *found == place;
}

}  // namespace burner::nodes
