// Why an upstream does not answer, in words for whoever runs a command.

#include "upstreams/probe.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_rpc_server.hpp"

namespace burner::upstreams {
namespace {

using namespace std::chrono_literals;
using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;

TEST(Probe, SaysWithWhatStatusAnUpstreamAnswers) {
    for (const int status : {200, 403, 503}) {
        FakeRpcServer server{[&](const FakeRequest&) { return http_answer(status, "", "x"); }};
        const auto outcome = probe(server.url(), 5s);
        EXPECT_EQ(outcome.fault, "");
        EXPECT_EQ(outcome.status, status);
        EXPECT_NE(server.requests().at(0).body.find("getHealth"), std::string::npos);
    }
}

TEST(Probe, SaysWhyNoAnswerCame) {
    EXPECT_EQ(probe("http://127.0.0.1:1/?api-key=canary", 5s).fault, "connection refused");
    EXPECT_EQ(probe("https://name.invalid/?api-key=canary", 5s).fault, "could not resolve host");
    EXPECT_EQ(probe("ftp://127.0.0.1/canary", 5s).fault, "it is not an http or https URL");
    EXPECT_EQ(probe("http://:canary", 5s).fault, "it is not an http or https URL");
}

TEST(Probe, SaysHowLongItHasWaited) {
    FakeRpcServer server{[&](const FakeRequest&) { return FakeAnswer{.end = FakeAnswer::End::hang}; }};
    EXPECT_EQ(probe(server.url(), 1s).fault, "no answer within 1 s");
}

}  // namespace
}  // namespace burner::upstreams
