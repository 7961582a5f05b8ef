// Over real sockets: who is cut off, and who is turned away.
#include <string>

#include <gtest/gtest.h>

#include "http/requests.hpp"
#include "http/server.hpp"

namespace burner::http::tests {
namespace {

using std::chrono::milliseconds;

TEST(Server, EndsSlowClients) {
    struct Slow {
        const char* what;
        std::string sent;
        int status;  // 0: closed without an answer
    };
    RunningServer server;
    for (const auto& [what, sent, status] : {
             Slow{"silent", "", 0},
             Slow{"half a head", "GET / HTTP/1.1\r\nHo", 408},
             Slow{"half a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe", 408},
             Slow{"half a chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", 408},
         }) {
        Client client{server.port()};
        client.send(sent);
        EXPECT_EQ(status_of(client.answer()), status) << what;
        EXPECT_TRUE(client.closed()) << what;
    }
    Client idle{server.port()};
    idle.send(get);
    EXPECT_EQ(status_of(idle.answer()), 200);
    EXPECT_TRUE(idle.closed());
}

TEST(Server, EndsClientsThatDrip) {
    RunningServer server;
    Client head{server.port()};
    Client body{server.port()};
    head.send("GET / HTTP/1.1\r\nX: ");
    body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 40; ++i) {
        head.send("x");
        body.send("x");
        std::this_thread::sleep_for(milliseconds{5});
    }
    EXPECT_EQ(status_of(head.answer()), 408);
    EXPECT_EQ(status_of(body.answer()), 408);
}

TEST(Server, EndsClientsThatDoNotRead) {
    auto limits = quick_limits();
    limits.bytes_per_second = 100'000'000;
    RunningServer server{limits};
    Client client{server.port()};
    client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(eventually([&] { return server.open() == 1; }));
    EXPECT_TRUE(eventually([&] { return server.open() == 0; }));
}

TEST(Server, TurnsAwayWhatIsOverTheCap) {
    auto limits = patient_limits();
    limits.connections = 2;
    RunningServer server{limits};
    Client first{server.port()};
    Client second{server.port()};
    for (auto* client : {&first, &second}) client->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.handler().waiting == 2; }));
    {
        Client third{server.port()};
        EXPECT_EQ(status_of(third.answer()), 503);
        EXPECT_TRUE(third.closed());
    }
    server.handler().released = true;
    EXPECT_EQ(status_of(first.answer()), 200);
    EXPECT_EQ(status_of(second.answer()), 200);
    Client fourth{server.port()};
    fourth.send(get);
    EXPECT_EQ(status_of(fourth.answer()), 200);
}

}  // namespace
}  // namespace burner::http::tests
