// What an error says of an upstream that does not answer.

#include "reclaim/run/reachability.hpp"

#include <burnandclaim/errors.hpp>
#include <gtest/gtest.h>

namespace burner::test {
namespace {

using burnandclaim::HttpError;
using burnandclaim::TransportError;

const reclaim::Upstreams own_server{"http://127.0.0.1:4000", "https://me:hush@rpc.example/hush?key=hush"};
const HttpError bad_gateway{"HTTP 502 from GET /wallet", {.status = 502}};

/// Answers for the RPC alone.
reclaim::Probe rpc_says(reclaim::Probed probed) {
    return [probed](const std::string& url) { return url == own_server.rpc_url ? probed : reclaim::Probed{{}, 404}; };
}

TEST(Reachability, NamesHostAndCauseOfAnRpc) {
    EXPECT_EQ(reclaim::explain(bad_gateway, own_server, rpc_says({"could not resolve host", 0})),
              "cannot reach rpc.example: could not resolve host");
    EXPECT_EQ(reclaim::explain(bad_gateway, own_server, rpc_says({{}, 403})),
              "rpc.example refuses calls: it answers HTTP 403");
}

TEST(Reachability, LeavesTheServersWordsWhereTheRpcAnswers) {
    EXPECT_EQ(reclaim::explain(bad_gateway, own_server, rpc_says({{}, 200})), "HTTP 502 from GET /wallet");
    EXPECT_EQ(reclaim::explain(HttpError{"HTTP 400", {.status = 400}}, own_server, rpc_says({"refused", 0})),
              "HTTP 400");
}

TEST(Reachability, NamesHostAndCauseOfAServer) {
    const reclaim::Probe refused = [](const std::string&) { return reclaim::Probed{"connection\x1b refused", 0}; };
    EXPECT_EQ(reclaim::explain(TransportError{"failed"}, {"https://burner.example/x", ""}, refused),
              "cannot reach burner.example: connection? refused");
    EXPECT_EQ(reclaim::explain(TransportError{"was closed"}, own_server, rpc_says({})), "was closed");
}

}  // namespace
}  // namespace burner::test
