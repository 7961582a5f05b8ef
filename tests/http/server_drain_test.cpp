// Over real sockets: what becomes of requests when the server stops, or the client goes.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "http/requests.hpp"
#include "http/server.hpp"

namespace burner::http::tests {
namespace {

TEST(Server, FinishesWhatIsInFlightWhenDrained) {
    RunningServer server{patient_limits()};
    Client idle{server.port()};
    idle.send(get);
    EXPECT_EQ(status_of(idle.answer()), 200);
    Client busy{server.port()};
    busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    Client partial{server.port()};
    partial.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.handler().waiting == 1 && server.open() == 3; }));

    auto ended = server.drain();
    EXPECT_TRUE(idle.closed());
    EXPECT_THROW(Client{server.port()}, std::runtime_error);
    server.handler().released = true;
    const auto answer = busy.answer();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_TRUE(answer.contains("\r\nConnection: close\r\n"));
    EXPECT_TRUE(busy.closed());
    partial.send("hello");
    EXPECT_EQ(body_of(partial.answer()), "hello");
    EXPECT_EQ(ended.wait_for(std::chrono::seconds{5}), std::future_status::ready);
    EXPECT_EQ(server.open(), 0U);
}

TEST(Server, TellsAHandlerThatTheClientHasGone) {
    RunningServer server{patient_limits()};
    {
        Client gone{server.port()};
        gone.send("GET /patient HTTP/1.1\r\nHost: a\r\n\r\n");
        Client there{server.port()};
        there.send("GET /patient HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        ASSERT_TRUE(eventually([&] { return server.handler().waiting == 2; }));
        gone.finish_sending();
        EXPECT_TRUE(eventually([&] { return server.handler().waiting == 1; }));
        EXPECT_EQ(status_of(gone.answer()), 200);
    }
    EXPECT_TRUE(eventually([&] { return server.handler().waiting == 0; }));
}

TEST(Server, TellsAHandlerThatItStops) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send("GET /patient HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.handler().waiting == 1; }));
    auto ended = server.drain();
    EXPECT_EQ(status_of(client.answer()), 200);
    EXPECT_EQ(ended.wait_for(std::chrono::seconds{5}), std::future_status::ready);
}

TEST(Server, CutsWhatOutlastsTheDrain) {
    RunningServer server{patient_limits()};
    Client busy{server.port()};
    busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.handler().waiting == 1; }));
    auto ended = server.drain();
    EXPECT_TRUE(busy.closed());
    server.handler().released = true;
    EXPECT_EQ(ended.wait_for(std::chrono::seconds{5}), std::future_status::ready);
}

TEST(Server, ServesConnectionsThatWaitWhenDrained) {
    auto limits = patient_limits();
    limits.drain = std::chrono::seconds{5};
    for (int i = 0; i < 20; ++i) {
        RunningServer server{limits};
        std::vector<Client> clients;
        for (int j = 0; j < 8; ++j) {
            clients.emplace_back(server.port());
            clients.back().send(get);
        }
        auto ended = server.drain();
        for (auto& client : clients) EXPECT_EQ(status_of(client.answer()), 200);
        EXPECT_EQ(ended.wait_for(std::chrono::seconds{5}), std::future_status::ready);
    }
}

}  // namespace
}  // namespace burner::http::tests
