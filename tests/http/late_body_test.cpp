// Over real sockets: a request is answered from its head, and its body received only where somebody wants it.
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "http/running_server.hpp"

namespace burner::http::tests {
namespace {

using std::chrono::milliseconds;

const std::string get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

std::string head_of(std::string_view path, std::string_view framing) {
    return "POST " + std::string{path} + " HTTP/1.1\r\nHost: a\r\n" + std::string{framing} + "\r\n\r\n";
}

std::string sized(std::string_view path, std::size_t length) {
    return head_of(path, "Content-Length: " + std::to_string(length));
}

std::string chunked(std::string_view path) {
    return head_of(path, "Transfer-Encoding: chunked");
}

std::string chunk(std::size_t size) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%zx", size);
    return digits + std::string{"\r\n"} + std::string(size, 'x') + "\r\n";
}

Limits patient_limits() {
    auto limits = quick_limits();
    limits.header_deadline = limits.idle = milliseconds{10'000};
    limits.body_budget = 200'000;
    limits.body_budget_of_owner = 120'000;
    return limits;
}

template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(milliseconds{5});
    }
    return false;
}

TEST(LateBody, IsNotWaitedForByWhoDoesNotWantIt) {
    RunningServer server{patient_limits()};
    for (const auto& head : {sized("/head", 100'000), sized("/head", 1), chunked("/head")}) {
        Client client{server.port()};
        client.send(head);
        const auto answer = client.answer();
        EXPECT_EQ(body_of(answer), "head") << head;
        EXPECT_TRUE(answer.contains("\r\nConnection: close\r\n")) << head;
        EXPECT_TRUE(client.closed()) << head;
    }
}

/// What follows the head of such a request belongs to its body, whatever it looks like.
TEST(LateBody, IsNeverTakenForTheNextRequest) {
    RunningServer server{patient_limits()};
    for (const auto& [head, more] : {std::pair{sized("/head", 100'000), get},
                                     {sized("/head", get.size() + 1), get},
                                     {chunked("/head"), "1000\r\n" + get}}) {
        for (const bool together : {true, false}) {
            Client client{server.port()};
            client.send(together ? head + more : head);
            if (!together) client.send(more);
            EXPECT_EQ(body_of(client.answer()), "head") << head;
            EXPECT_TRUE(client.closed()) << head;
        }
    }
}

TEST(LateBody, LeavesTheConnectionOpenWhenItCameWithItsHead) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(sized("/head", get.size()) + get + get);
    EXPECT_EQ(body_of(client.answer()), "head");
    EXPECT_EQ(body_of(client.answer()), "GET|/a|||127.0.0.1|none|1");
    client.send(get);
    EXPECT_EQ(status_of(client.answer()), 200);
}

/// Closing while it still comes would reset the connection, and the client would lose the answer.
TEST(LateBody, IsDrainedSoThatTheClientReadsTheAnswer) {
    RunningServer server{patient_limits()};
    for (int i = 0; i < 20; ++i) {
        Client client{server.port()};
        client.send(sized("/head", 100'000));
        client.send(std::string(100'000, 'x'));
        EXPECT_EQ(body_of(client.answer()), "head");
        EXPECT_TRUE(client.closed());
    }
}

TEST(LateBody, IsDrainedForAMomentOnly) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(sized("/head", 100'000));
    EXPECT_EQ(body_of(client.answer()), "head");
    for (int i = 0; i < 700 && server.open() > 0; ++i) {
        client.send("x");
        std::this_thread::sleep_for(milliseconds{5});
    }
    EXPECT_EQ(server.open(), 0U);
}

TEST(LateBody, IsAskedForOnlyWhenItIsWanted) {
    RunningServer server{patient_limits()};
    for (const std::string framing : {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
        Client unwanted{server.port()};
        unwanted.send(head_of("/head", framing + "\r\nExpect: 100-continue"));
        EXPECT_EQ(body_of(unwanted.answer()), "head");
        EXPECT_TRUE(unwanted.closed());
        Client wanted{server.port()};
        wanted.send(head_of("/echo", framing + "\r\nExpect: 100-continue"));
        EXPECT_EQ(wanted.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
        wanted.send((framing.starts_with("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n") + get);
        EXPECT_EQ(body_of(wanted.answer()), "hello");
        EXPECT_EQ(status_of(wanted.answer()), 200);
    }
    auto limits = patient_limits();
    limits.body_budget = 0;
    RunningServer full{limits};
    Client refused{full.port()};
    refused.send(head_of("/echo", "Content-Length: 50000\r\nExpect: 100-continue"));
    EXPECT_EQ(status_of(refused.answer()), 503);
}

TEST(LateBody, OfSixteenKilobytesNeedsNoBudget) {
    auto limits = patient_limits();
    limits.body_budget = limits.body_budget_of_owner = 0;
    RunningServer server{limits};
    const std::string free(16'384, 'x');
    Client client{server.port()};
    for (int i = 0; i < 2; ++i) {
        client.send(sized("/echo", free.size()));
        client.send(free);
        EXPECT_EQ(body_of(client.answer()), free);
        client.send(chunked("/echo"));
        client.send(chunk(8'192) + chunk(8'192) + "0\r\n\r\n");
        EXPECT_EQ(body_of(client.answer()), free);
    }
    client.send(sized("/echo", free.size() + 1));
    EXPECT_EQ(status_of(client.answer()), 429);
    EXPECT_TRUE(client.closed());
    Client growing{server.port()};
    growing.send(chunked("/echo") + chunk(8'192) + chunk(8'192) + chunk(20'000));
    EXPECT_EQ(status_of(growing.answer()), 429);
    EXPECT_TRUE(growing.closed());
}

TEST(LateBody, CountsForItsOwnerUntilItIsAnswered) {
    RunningServer server{patient_limits()};
    const std::string large(100'000, 'x');
    Client first{server.port()}, second{server.port()}, other{server.port()}, third{server.port()};
    first.send(sized("/echo?one", large.size()));
    ASSERT_TRUE(eventually([&] { return server.body_bytes() == 100'000; }));
    second.send(sized("/echo?one", large.size()));
    EXPECT_EQ(status_of(second.answer()), 429);
    EXPECT_TRUE(second.closed());
    other.send(sized("/echo?two", large.size()));
    ASSERT_TRUE(eventually([&] { return server.body_bytes() == 200'000; }));
    third.send(sized("/echo?three", large.size()));
    EXPECT_EQ(status_of(third.answer()), 503);
    EXPECT_TRUE(third.closed());

    for (auto* client : {&first, &other}) {
        client->send(large);
        EXPECT_EQ(body_of(client->answer()), large);
    }
    EXPECT_TRUE(eventually([&] { return server.body_bytes() == 0; }));
    first.send(sized("/echo?three", large.size()) + large);
    EXPECT_EQ(body_of(first.answer()), large);
}

TEST(LateBody, CountsAsItGrowsWhereItIsChunked) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(chunked("/echo?one") + chunk(16'384));
    client.send(chunk(16'384) + chunk(1'000));
    ASSERT_TRUE(eventually([&] { return server.body_bytes() == 65'536; }));
    client.send(chunk(40'000));
    EXPECT_EQ(status_of(client.answer()), 429);
    EXPECT_TRUE(client.closed());
    EXPECT_TRUE(eventually([&] { return server.body_bytes() == 0; }));
}

TEST(LateBody, OfAClientThatHasGoneCountsNoMore) {
    RunningServer server{patient_limits()};
    {
        Client gone{server.port()};
        gone.send(sized("/echo", 100'000) + "half");
        ASSERT_TRUE(eventually([&] { return server.body_bytes() == 100'000; }));
    }
    EXPECT_TRUE(eventually([&] { return server.body_bytes() == 0; }));
    Client half{server.port()};
    half.send(sized("/echo", 100'000) + "half");
    half.finish_sending();
    EXPECT_EQ(status_of(half.answer()), 400);
    EXPECT_TRUE(half.closed());
}

}  // namespace
}  // namespace burner::http::tests
