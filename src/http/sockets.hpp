#pragma once

#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::http {

/// Asio's types on the executor itself rather than on any_io_executor save about 2,000 instructions a request.
using base::Executor;
using base::Timer;
using Tcp = boost::asio::ip::tcp;
using Socket = boost::asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = boost::asio::basic_socket_acceptor<Tcp, Executor>;

/// Completes with a tuple that begins with the error code: a network's failures are no exceptions.
inline constexpr auto awaiting = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

}  // namespace burner::http
