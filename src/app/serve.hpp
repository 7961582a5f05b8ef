#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "app/settings.hpp"
#include "app/state.hpp"
#include "app/worker.hpp"

namespace burner::app {

/// The whole server: shared state, workers, and the thread that keeps the state fresh. It answers from construction on;
/// the destructor drains.
class RunningServer {
  public:
    explicit RunningServer(const Settings& settings);
    ~RunningServer();

    /// Returns the server's address, such as `http://127.0.0.1:8080`.
    std::string url() const;
    /// Says by `/ready` that no new requests should come, and goes on until the balancer has heard it; returns then.
    void linger();
    State& state() { return state_; }

  private:
    void keep_fresh(const std::stop_token& stop);

    const Settings settings_;
    State state_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::jthread freshness_;
};

/// Runs `burner serve` until SIGTERM or SIGINT, then drains. Prints one JSON line with the URL on standard output when
/// the server answers. `warnings` go to the log first. Returns the exit code.
int serve(const Settings& settings, const std::vector<std::string>& warnings);

}  // namespace burner::app
