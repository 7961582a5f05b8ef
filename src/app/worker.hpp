#pragma once

#include <memory>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "api/gate/gate.hpp"
#include "api/services.hpp"
#include "app/settings.hpp"
#include "app/state.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/compressed_token_source.hpp"
#include "assets/search/indexer_source.hpp"
#include "http/server.hpp"
#include "transactions/sponsor/sponsor_watch.hpp"
#include "transactions/submissions/promise_watch.hpp"
#include "transactions/submissions/track.hpp"
#include "transactions/submit/co_sign.hpp"
#include "upstreams/das/das_indexer.hpp"
#include "upstreams/http_client.hpp"
#include "upstreams/photon/photon_indexer.hpp"
#include "upstreams/prices/jupiter_prices.hpp"
#include "upstreams/rpc/solana_rpc.hpp"
#include "upstreams/webhook/webhook_poster.hpp"
#include "webhooks/deliverer.hpp"

namespace burner::app {

/// One thread with its own event loop, listening socket, connections to the upstreams and gate. Workers
/// share only `State`.
class Worker {
  public:
    /// Listens from here on, and answers once started. Throws std::runtime_error where it cannot listen.
    Worker(State& state, const Settings& settings, const http::Listen& listen);
    ~Worker();

    std::uint16_t port() const { return server_.port(); }
    void start();
    /// Follows submissions until the chain has decided; one worker does.
    void track_submissions();
    /// Reads the block height, from which builds measure how long a block takes; one worker does.
    void measure_blocks();
    /// Compares confirmed submissions with what was promised; one worker does.
    void watch_promises();
    /// Watches the sponsors' balances, and settles what they have at risk; one worker does.
    void watch_sponsors();
    /// Delivers webhook messages; one worker does.
    void deliver_webhooks();
    /// Finishes what is in flight, within the drain time, and ends the thread.
    void stop();

  private:
    api::Services services(const Settings& settings);

    State& state_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<base::Executor> busy_{context_.get_executor()};
    upstreams::HttpClient http_client_{context_};
    upstreams::SolanaRpc rpc_;
    upstreams::DasIndexer das_;
    upstreams::PhotonIndexer photon_;
    upstreams::JupiterPrices prices_;
    assets::ChainReads reads_;  ///< shared by the sources
    assets::ChainSource chain_;
    assets::IndexerSource indexed_;
    assets::CompressedTokenSource compressed_tokens_;
    transactions::Builder builder_;
    transactions::Refresher refresher_;
    transactions::Reporter reporter_;
    transactions::CoSigning co_signing_;
    transactions::Submitter submitter_;
    transactions::Tracker tracker_;
    transactions::PromiseWatch promises_;
    transactions::SponsorWatch sponsor_watch_;
    std::chrono::milliseconds submission_interval_;
    upstreams::WebhookPoster webhook_poster_;
    webhooks::Deliverer deliverer_;
    api::Services services_;
    api::Gate gate_;
    http::Server server_;
    std::thread thread_;
};

}  // namespace burner::app
