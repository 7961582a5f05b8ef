#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "fakes/temporary_folder.hpp"

namespace burner::fakes {

/// A cable between clients and a PostgreSQL server that can be pulled: a socket in a folder of its own, whose
/// connections it copies to the server's. Any thread.
class PostgresProxy {
  public:
    /// `server` is the folder of the server's socket.
    explicit PostgresProxy(std::filesystem::path server);
    PostgresProxy(const PostgresProxy&) = delete;
    PostgresProxy& operator=(const PostgresProxy&) = delete;
    ~PostgresProxy();

    /// Returns the folder to be named as host.
    const std::filesystem::path& folder() const { return folder_.path(); }
    /// Keeps the server's answers back, and lets what clients send through.
    void hold_answers(bool hold) { is_holding_ = hold; }
    /// Ends every connection; later ones are made.
    void cut();

  private:
    void accept_all(const std::stop_token& stop);
    void copy(int from, int to, bool are_answers, const std::stop_token& stop);

    const std::filesystem::path server_;
    TemporaryFolder folder_;
    int listener_;
    std::atomic<bool> is_holding_ = false;
    std::mutex mutex_;
    std::vector<int> sockets_;
    std::vector<std::jthread> threads_;
    std::jthread acceptor_;
};

}  // namespace burner::fakes
