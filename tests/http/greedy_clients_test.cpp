// What one client can take from the others: places, and memory for answers that it does not read.
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <malloc.h>

#include "http/client.hpp"
#include "http/running_server.hpp"

namespace burner::http::tests {
namespace {

using std::chrono::milliseconds;

const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Limits limits_of(std::size_t connections) {
    auto limits = quick_limits();
    limits.header_deadline = limits.idle = milliseconds{60'000};
    limits.connections = connections;
    return limits;
}

bool is_served(Client& client) {
    client.send(request);
    return status_of(client.answer()) == 200;
}

bool is_served(std::uint16_t port, const char* from) {
    Client client{port, {.from = from}};
    return is_served(client);
}

/// Fifty sockets of one address, with two bytes each.
std::vector<Client> crowd(const RunningServer& server, const char* from, std::string_view sent) {
    std::vector<Client> clients;
    for (int i = 0; i < 50; ++i) {
        clients.emplace_back(server.port(), ClientOptions{.from = from});
        clients.back().send(sent);
    }
    return clients;
}

TEST(GreedyClients, OneAddressCannotKeepTheOthersOut) {
    for (const std::string_view sent : {"", "\r\n", "GE"}) {
        RunningServer server{limits_of(50)};
        auto greedy = crowd(server, "127.0.0.2", sent);
        ASSERT_TRUE(eventually([&] { return server.open() == 25; })) << server.open();
        EXPECT_EQ(status_of(greedy.back().answer()), 503);
        EXPECT_TRUE(is_served(server.port(), "127.0.0.3"));
        EXPECT_TRUE(is_served(server.port(), "127.0.0.4"));
        EXPECT_EQ(status_of(Client{server.port(), {.from = "127.0.0.2"}}.answer()), 503);
    }
}

TEST(GreedyClients, SaysWhichBoundWasMet) {
    RunningServer server{limits_of(2)};
    Client first{server.port(), {.from = "127.0.0.2"}};
    EXPECT_TRUE(is_served(first));
    EXPECT_EQ(body_of(Client{server.port(), {.from = "127.0.0.2"}}.answer()), "Too many connections from this address");
}

TEST(GreedyClients, TheHostItselfIsNotBoundByAddress) {
    RunningServer server{limits_of(50)};
    auto clients = crowd(server, "127.0.0.1", "GE");
    ASSERT_TRUE(eventually([&] { return server.open() == 50; })) << server.open();
    EXPECT_EQ(status_of(Client{server.port()}.answer()), 503);
}

TEST(GreedyClients, ATrustedProxyIsNotBoundByAddress) {
    RunningServer server{limits_of(50), {.trusted_proxies = {*base::parse_ip_network("127.0.0.2")}}};
    auto clients = crowd(server, "127.0.0.2", "GE");
    EXPECT_TRUE(eventually([&] { return server.open() == 50; })) << server.open();
}

TEST(GreedyClients, WhoHasBeenIdleLongestGivesWayWhenAllPlacesAreTaken) {
    RunningServer server{limits_of(3)};
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(server.port());
        EXPECT_TRUE(is_served(clients.back()));
    }
    EXPECT_TRUE(is_served(clients[0]));
    Client fourth{server.port()};
    EXPECT_TRUE(is_served(fourth));
    EXPECT_TRUE(clients[1].closed());
    EXPECT_TRUE(is_served(clients[2]));
    Client fifth{server.port()};
    EXPECT_TRUE(is_served(fifth));
    EXPECT_TRUE(clients[0].closed());
    EXPECT_TRUE(is_served(clients[2]));
    EXPECT_TRUE(is_served(fourth));
    EXPECT_EQ(server.open(), 3U);
}

TEST(GreedyClients, EmptyLinesMakeNobodyBusy) {
    RunningServer server{limits_of(2)};
    Client dripping{server.port()};
    dripping.send("\r\n");
    Client served{server.port()};
    EXPECT_TRUE(is_served(served));
    dripping.send("\r\n\r");
    std::this_thread::sleep_for(milliseconds{20});
    Client third{server.port()};
    EXPECT_TRUE(is_served(third));
    EXPECT_TRUE(dripping.closed());
    EXPECT_TRUE(is_served(served));
}

TEST(GreedyClients, WhatIsUnderWayDoesNotGiveWay) {
    RunningServer server{limits_of(3)};
    Client waiting{server.port()};
    waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    Client begun{server.port()};
    begun.send("GET / HTTP/1.1\r\n");
    Client sending{server.port()};
    sending.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
    ASSERT_TRUE(eventually([&] { return server.open() == 3 && server.handler().waiting == 1; }));
    std::this_thread::sleep_for(milliseconds{20});
    EXPECT_EQ(body_of(Client{server.port()}.answer()), "Too many connections");
    server.handler().released = true;
    begun.send("Host: a\r\n\r\n");
    sending.send("llo");
    EXPECT_EQ(status_of(waiting.answer()), 200);
    EXPECT_EQ(status_of(begun.answer()), 200);
    EXPECT_EQ(body_of(sending.answer()), "hello");
}

TEST(GreedyClients, EmptyLinesDoNotPutTheDeadlineOff) {
    RunningServer server;
    Client fresh{server.port()};
    Client idle{server.port()};
    EXPECT_TRUE(is_served(idle));
    const auto began = std::chrono::steady_clock::now();
    bool are_open = true;
    while (are_open && std::chrono::steady_clock::now() - began < milliseconds{2'000}) {
        fresh.send("\r\n");
        idle.send("\r");
        std::this_thread::sleep_for(milliseconds{10});
        idle.send("\n");
        are_open = server.open() > 0;
    }
    EXPECT_FALSE(are_open);
}

Limits small_memory() {
    auto limits = limits_of(1'000);
    limits.unsent_bytes = 24 * list_bytes;
    limits.unsent_bytes_of_owner = 8 * list_bytes;
    return limits;
}

std::string list_of(std::string_view owner) {
    return "GET /list?" + std::string{owner} + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

/// Counts the bytes in use as the allocator does, the test's own included; 0 under a sanitizer.
std::size_t allocated_bytes() {
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// A client that asks for a list and reads none of it.
Client unread(const RunningServer& server, std::string_view owner) {
    Client client{server.port(), {.is_narrow = true}};
    client.send(list_of(owner));
    return client;
}

std::size_t length_of_list(Client& client, std::string_view owner) {
    client.send(list_of(owner));
    return body_of(client.answer()).size();
}

TEST(GreedyClients, ListsThatNobodyReadsKeepToTheirBytes) {
    RunningServer server{small_memory()};
    Client healthy{server.port()};
    std::vector<Client> greedy;
    const auto before = allocated_bytes();
    for (int i = 0; i < 250; ++i) {
        greedy.push_back(unread(server, "owner" + std::to_string(i % 5)));
        EXPECT_LE(server.unsent_bytes(), 24 * list_bytes);
        if (i % 10 == 0) {
            EXPECT_EQ(length_of_list(healthy, "healthy"), list_bytes) << i;
        }
    }
    ASSERT_TRUE(eventually([&] { return server.handler().lists == 250 + 25; }));
    // Those that were cut have left; the others wait for their deadline.
    EXPECT_TRUE(eventually([&] { return server.open() <= 25; })) << server.open();
    EXPECT_GT(server.unsent_bytes(), 16 * list_bytes);
    EXPECT_LT(allocated_bytes(), before + 30 * list_bytes);
    EXPECT_EQ(length_of_list(healthy, "healthy"), list_bytes);
}

TEST(GreedyClients, OneOwnerTakesAShareOfTheMemory) {
    RunningServer server{small_memory()};
    std::vector<Client> patient, greedy;
    for (int i = 0; i < 4; ++i) patient.push_back(unread(server, "patient"));
    ASSERT_TRUE(eventually([&] { return server.unsent_bytes() > 4 * list_bytes; }));
    for (int i = 0; i < 50; ++i) greedy.push_back(unread(server, "greedy"));
    ASSERT_TRUE(eventually([&] { return server.handler().lists == 4 + 50; }));
    EXPECT_TRUE(eventually([&] { return server.open() <= 4 + 8; })) << server.open();
    EXPECT_LE(server.unsent_bytes(), 12 * (list_bytes + 1'000));
    for (auto& client : patient) EXPECT_EQ(body_of(client.answer()).size(), list_bytes);
}

TEST(GreedyClients, AnAnswerThatNobodyReadsGivesItsMemoryBackAtItsDeadline) {
    auto limits = small_memory();
    limits.bytes_per_second = 20'000'000;
    limits.header_deadline = milliseconds{500};
    RunningServer server{limits};
    const auto mute = unread(server, "mute");
    EXPECT_TRUE(eventually([&] { return server.unsent_bytes() > list_bytes; }));
    EXPECT_TRUE(eventually([&] { return server.open() == 0; }));
    EXPECT_EQ(server.unsent_bytes(), 0U);
}

}  // namespace
}  // namespace burner::http::tests
