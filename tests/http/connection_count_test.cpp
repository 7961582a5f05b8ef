#include "http/connection_count.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace burner::http {
namespace {

using enum ConnectionCount::Room;

Peer peer(std::string_view address, bool is_proxy = false) {
    return {*base::parse_ip_address(address), is_proxy};
}

void add(ConnectionCount& open, const Peer& peer, int times) {
    for (int i = 0; i < times; ++i) open.add(peer);
}

TEST(ConnectionCount, BindOneAddressOnceHalfAreTaken) {
    constexpr std::size_t max = 640;
    ConnectionCount open;
    add(open, peer("192.0.2.1"), 319);
    EXPECT_EQ(open.room_for(peer("192.0.2.1"), max), free);
    open.add(peer("192.0.2.1"));
    EXPECT_EQ(open.room_for(peer("192.0.2.1"), max), too_many_of_site);
    add(open, peer("192.0.2.2"), 9);
    EXPECT_EQ(open.room_for(peer("192.0.2.2"), max), free);
    open.add(peer("192.0.2.2"));
    EXPECT_EQ(open.room_for(peer("192.0.2.2"), max), too_many_of_site);
    EXPECT_EQ(open.room_for(peer("192.0.2.3"), max), free);
    for (int i = 0; i < 11; ++i) open.remove(peer("192.0.2.1"));
    EXPECT_EQ(open.room_for(peer("192.0.2.2"), max), free);
}

TEST(ConnectionCount, LeaveEachAddressOneOfAFew) {
    ConnectionCount open;
    add(open, peer("192.0.2.1"), 2);
    EXPECT_EQ(open.room_for(peer("192.0.2.1"), 4), too_many_of_site);
    EXPECT_EQ(open.room_for(peer("192.0.2.2"), 4), free);
    open.add(peer("192.0.2.2"));
    EXPECT_EQ(open.room_for(peer("192.0.2.2"), 4), too_many_of_site);
}

TEST(ConnectionCount, CountIpv6BySixtyFour) {
    ConnectionCount open;
    add(open, peer("2001:db8:0:1::1"), 2);
    EXPECT_EQ(open.room_for(peer("2001:db8:0:1:ffff::2"), 4), too_many_of_site);
    EXPECT_EQ(open.room_for(peer("2001:db8:0:2::1"), 4), free);
    EXPECT_EQ(open.room_for(peer("::ffff:192.0.2.1"), 4), free);
}

TEST(ConnectionCount, DoNotBindTheHostItselfAndItsProxies) {
    for (const auto& unbound : {peer("127.0.0.1"), peer("::1"), peer("192.0.2.1", true)}) {
        ConnectionCount open;
        add(open, unbound, 3);
        EXPECT_EQ(open.room_for(unbound, 4), free);
        open.add(unbound);
        EXPECT_EQ(open.room_for(unbound, 4), full);
        EXPECT_EQ(open.room_for(peer("192.0.2.9"), 4), full);
        for (int i = 0; i < 4; ++i) open.remove(unbound);
        EXPECT_EQ(open.count(), 0U);
    }
    ConnectionCount open;
    add(open, peer("127.0.0.2"), 3);
    EXPECT_EQ(open.room_for(peer("127.0.0.2"), 4), too_many_of_site);
}

}  // namespace
}  // namespace burner::http
