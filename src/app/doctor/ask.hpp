#pragma once

#include <chrono>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "upstreams/http_client.hpp"
#include "upstreams/settings.hpp"

namespace burner::app {

/// Whoever waits at a terminal waits no longer than this for one call.
inline constexpr std::chrono::milliseconds doctor_patience{5'000};

/// Returns the same settings with less patience.
upstreams::UpstreamSettings impatient(upstreams::UpstreamSettings settings);

/// Returns the host and the port of a URL, which is all that may be shown of it.
std::string shown_host(const std::string& url);

/// Asks a client made for this, and returns its answer: `ask(client)` is the coroutine. Blocks until it ends.
template <class Client, class Ask>
auto ask_once(const upstreams::UpstreamSettings& settings, Ask ask) {
    boost::asio::io_context context;
    upstreams::HttpClient http{context};
    Client client{context, http, settings};
    auto answer = boost::asio::co_spawn(context, [&] { return ask(client); }, boost::asio::use_future);
    context.run();
    return answer.get();
}

}  // namespace burner::app
