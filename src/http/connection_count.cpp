#include "http/connection_count.hpp"

#include <algorithm>

namespace burner::http {

namespace {

constexpr std::size_t site_share = 64;

}  // namespace

std::size_t ConnectionCount::count() const {
    const std::lock_guard lock{mutex_};
    return count_;
}

ConnectionCount::Room ConnectionCount::room_for(const Peer& peer, std::size_t max) const {
    const std::lock_guard lock{mutex_};
    const auto of_site = by_site_.find(peer.address.site());
    const bool is_crowded =
        count_ >= max / 2 && of_site != by_site_.end() && of_site->second >= std::max<std::size_t>(max / site_share, 1);
    if (is_crowded && peer.is_bounded()) return Room::too_many_of_site;
    return count_ >= max ? Room::full : Room::free;
}

void ConnectionCount::add(const Peer& peer) {
    const std::lock_guard lock{mutex_};
    ++count_;
    if (peer.is_bounded()) ++by_site_[peer.address.site()];
}

void ConnectionCount::remove(const Peer& peer) {
    const std::lock_guard lock{mutex_};
    --count_;
    if (!peer.is_bounded()) return;
    const auto of_site = by_site_.find(peer.address.site());
    if (--of_site->second == 0) by_site_.erase(of_site);
}

}  // namespace burner::http
